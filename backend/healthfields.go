package backend

import (
	"context"
	"fmt"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/mapping"
)

// fieldsHealth tells of every data transfer whose service sends other fields than were known.
func (b *Backend) fieldsHealth(ctx context.Context) []domain.Finding {
	fine := domain.Finding{Code: "fields_changed", Title: "Fields of your services", Severity: domain.Fine, Words: "The services send the fields that are known."}
	all, err := b.store.Configurations(ctx)
	if err != nil {
		return []domain.Finding{fine}
	}
	var found []domain.Finding
	for _, c := range all {
		changed, err := b.setup.ChangedTransfers(ctx, c.ID)
		if err != nil {
			continue
		}
		for _, t := range changed {
			words := append([]string{fmt.Sprintf("“%s” of “%s” has other fields than before.", t.Transfer.DataType, c.Name)}, mapping.ChangeWords(t.Changes)...)
			found = append(found, domain.Finding{
				Code: fine.Code, Title: fine.Title, Severity: domain.Warning,
				Words: strings.Join(words, " "),
				Do:    "Open the mapping and take what you need, or dismiss it.",
				Page:  fmt.Sprintf("/configuration/%s?mapping=%s", c.ID, t.Transfer.ID),
			})
		}
	}
	if len(found) == 0 {
		found = append(found, fine)
	}
	return found
}
