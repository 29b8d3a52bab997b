package translation

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// exempt are the packages and files whose sentences never reach the window.
func exempt() map[string]string {
	return map[string]string{
		"cli":                       "command line only",
		"headless.go":               "command line only",
		"project/check.go":          "command line only: tributary doctor",
		"setup/file.go":             "command line only: tributary apply-setup",
		"setup/apply.go":            "command line only: tributary apply-setup",
		"setup/applyconnections.go": "command line only: tributary apply-setup",
		"setup/applytransfers.go":   "command line only: tributary apply-setup",
		"expr":                      "technical words, shown as details",
		"logging":                   "the log is English",
		"catalog":                   "holds its words in both languages",
		"translation":               "this package",
		"sourcewords.go":            "holds its words in both languages",
	}
}

// written is a template found in the sources.
type written struct {
	place, template string
	human           bool // a sentence or part of one, not just any literal
}

// collect returns every template of the Go sources, those of tests aside.
func collect(t *testing.T) []written {
	t.Helper()
	root, used := "..", map[string]bool{}
	var all []written
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		if exempt()[rel] != "" {
			used[rel] = true
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasSuffix(d.Name(), "test")) {
			return filepath.SkipDir
		}
		if d.IsDir() {
			found, err := ofPackage(path, rel, exempt())
			all = append(all, found...)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range exempt() {
		if !used[name] {
			t.Errorf("%s is exempt but no longer there", name)
		}
	}
	return all
}

func ofPackage(dir, rel string, exempt map[string]string) ([]written, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	tokens := token.NewFileSet()
	var parsed []*ast.File
	for _, name := range names {
		base := filepath.Base(name)
		if strings.HasSuffix(name, "_test.go") || exempt[strings.TrimPrefix(rel+"/"+base, "./")] != "" || exempt[base] != "" && dir == ".." {
			continue
		}
		f, err := parser.ParseFile(tokens, name, nil, 0)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, f)
	}
	r := reader{tokens: tokens, constants: map[string]string{}}
	for _, f := range parsed {
		r.readConstants(f)
	}
	for _, f := range parsed {
		r.readFile(f)
	}
	return r.found, nil
}

// reader takes the templates out of the files of a package.
type reader struct {
	tokens    *token.FileSet
	constants map[string]string
	found     []written
}

func (r *reader) readConstants(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok || len(v.Names) != 1 || len(v.Values) != 1 {
				continue
			}
			if text, ok := r.template(v.Values[0]); ok {
				r.constants[v.Names[0].Name] = text
			}
		}
	}
}

// template returns the text of a literal or of texts joined with +, the values among them
// as verbs.
func (r *reader) template(e ast.Expr) (text string, literal bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.Ident:
		text, ok := r.constants[e.Name]
		return text, ok
	case *ast.ParenExpr:
		return r.template(e.X)
	case *ast.BinaryExpr:
		left, okLeft := r.template(e.X)
		right, okRight := r.template(e.Y)
		if e.Op != token.ADD || !okLeft && !okRight {
			return "", false
		}
		if !okLeft {
			left = "%s"
		}
		if !okRight {
			right = "%s"
		}
		return left + right, true
	}
	return "", false
}

func (r *reader) readFile(f *ast.File) {
	human := map[ast.Expr]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.Field:
			_, imported := n.(*ast.ImportSpec)
			return !imported
		case *ast.KeyValueExpr: // the catalog has the French of forms
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Help" {
				return false
			}
		case *ast.CompositeLit:
			markFields(n, human)
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if s, ok := left.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) && forPeople(s.Sel.Name) {
					human[n.Rhs[i]] = true
				}
			}
		case *ast.CallExpr:
			markArguments(n, human)
		case *ast.FuncDecl:
			if slices.Contains([]string{"ago", "TransferRefusal", "IntegrationRefusal"}, n.Name.Name) {
				markReturns(n, human)
			}
		}
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		text, ok := r.template(e)
		if _, name := e.(*ast.Ident); !ok || name {
			return true
		}
		r.found = append(r.found, written{r.tokens.Position(e.Pos()).String(), text, human[e] && text != "" || isSentence(text)})
		return false
	})
}

// forPeople tells whether a field of a struct holds words for people.
func forPeople(field string) bool {
	return slices.Contains([]string{"What", "Means", "Do", "Warning", "Expected"}, field)
}

func markFields(n *ast.CompositeLit, human map[ast.Expr]bool) {
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && forPeople(key.Name) {
				human[kv.Value] = true
				markFormat(kv.Value, human)
			}
			continue
		}
		if name, ok := n.Type.(*ast.Ident); ok && name.Name == "Problem" && i == 1 { // mapping.Problem{code, expected}
			human[e] = true
		}
	}
}

func markFormat(e ast.Expr, human map[ast.Expr]bool) {
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) > 0 {
		human[call.Args[0]] = true
	}
}

// markArguments marks what the small builders of errors are given.
func markArguments(n *ast.CallExpr, human map[ast.Expr]bool) {
	name, ok := n.Fun.(*ast.Ident)
	if !ok {
		return
	}
	at, known := map[string]int{"tooLong": 0, "cleanName": 0, "nameTaken": 0, "badName": 0, "tooLarge": 1}[name.Name]
	if known && len(n.Args) > at {
		human[n.Args[at]] = true
		markFormat(n.Args[at], human)
	}
}

func markReturns(f *ast.FuncDecl, human map[ast.Expr]bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
			human[r.Results[0]] = true
			markFormat(r.Results[0], human)
		}
		return true
	})
}

// isSentence tells whether a literal reads as one: it begins as a sentence and ends as one.
// Errors for the log begin small and end without a full stop.
func isSentence(text string) bool {
	if !strings.Contains(text, " ") || !strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, " ?") { // SQL
		return false
	}
	first := []rune(text)[0]
	return unicode.IsUpper(first) || strings.ContainsRune("“%\"", first)
}
