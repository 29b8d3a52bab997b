package api

import (
	"context"

	"tributary/backend/domain"
)

func (v view) meters(context.Context, domain.Integration) ([]Meter, error) { return []Meter{}, nil }
