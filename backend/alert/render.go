package alert

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
)

// sheet is what one mail shows: one letter, or several collected ones.
type sheet struct {
	Language string
	Title    string
	Letters  []letter
	Fixed    fixedWords
}

// fixedWords are the words every mail has.
type fixedWords struct{ Common, ToDo, Open, Link, Why string }

func fixed(say func(string) string) fixedWords {
	return fixedWords{
		Common: say("The commonest errors"), ToDo: say("What to do"), Open: say("Open in Tributary"),
		Link: say("The link works on the computer Tributary runs on."),
		Why:  say("You receive this because your address is an email alert of this integration."),
	}
}

// link opens a page of the window: the program answers for addresses that begin with
// tributary:.
func (l letter) link() string { return "tributary:" + strings.TrimPrefix(l.Page, "/") }

// text is the sheet as plain text.
func (s sheet) text() string {
	var b strings.Builder
	for i, l := range s.Letters {
		if i > 0 {
			b.WriteString("\n----------------------------------------\n\n")
		}
		if len(s.Letters) > 1 {
			fmt.Fprintf(&b, "%s\n\n", l.Subject)
		}
		for _, p := range l.Lead {
			fmt.Fprintf(&b, "%s\n\n", p)
		}
		if len(l.Errors) > 0 {
			fmt.Fprintf(&b, "%s:\n", s.Fixed.Common)
			for _, e := range l.Errors {
				fmt.Fprintf(&b, "- %d × %s\n", e.Count, e.Words)
			}
			b.WriteString("\n")
		}
		if l.Do != "" {
			fmt.Fprintf(&b, "%s: %s\n\n", s.Fixed.ToDo, l.Do)
		}
		fmt.Fprintf(&b, "%s: %s\n", s.Fixed.Open, l.link())
	}
	fmt.Fprintf(&b, "\n%s\n%s\n", s.Fixed.Link, s.Fixed.Why)
	return b.String()
}

// html is the sheet as one narrow column with large letters, for a telephone.
func (s sheet) html() (string, error) {
	t, err := template.New("mail").Funcs(template.FuncMap{
		// The scheme is the program's own; the rest is an id.
		"link": func(l letter) template.URL { return template.URL(l.link()) }, //nolint:gosec // see above
	}).Parse(page)
	if err != nil {
		return "", fmt.Errorf("the page of mails: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, s); err != nil {
		return "", fmt.Errorf("write the mail: %w", err)
	}
	return b.String(), nil
}

// page uses the colours of frontend/src/styles/tokens.css; mail programs know no style sheets.
const page = `<!doctype html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{{.Title}}</title>
</head>
<body style="margin:0;padding:0;background:#f3f5f4;color:#16211f;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px 16px">
<p style="margin:0 0 16px;font-size:14px;color:#4a5a57">Tributary</p>
{{range .Letters}}<div style="background:#ffffff;border:1px solid #d9e0de;border-radius:8px;padding:20px;margin:0 0 16px">
<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:600">{{.Subject}}</h1>
{{range .Lead}}<p style="margin:0 0 12px">{{.}}</p>
{{end}}{{if .Errors}}<p style="margin:16px 0 4px;font-weight:600">{{$.Fixed.Common}}</p>
<table role="presentation" style="width:100%;border-collapse:collapse">
{{range .Errors}}<tr><td style="padding:6px 12px 6px 0;vertical-align:top;white-space:nowrap;text-align:right;font-weight:600">{{.Count}} ×</td><td style="padding:6px 0">{{.Words}}</td></tr>
{{end}}</table>
{{end}}{{if .Do}}<p style="margin:16px 0 4px;font-weight:600">{{$.Fixed.ToDo}}</p>
<p style="margin:0 0 16px">{{.Do}}</p>
{{end}}<p style="margin:0"><a href="{{link .}}" style="display:inline-block;background:#0f6e66;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:8px;font-weight:600">{{$.Fixed.Open}}</a></p>
</div>
{{end}}<p style="margin:0;font-size:14px;color:#4a5a57">{{.Fixed.Link}}<br>{{.Fixed.Why}}</p>
</div>
</body>
</html>
`
