package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"tributary/backend/domain"
	"tributary/backend/source"
)

// maxAnswerBytes bounds what is brought back by hand.
const maxAnswerBytes = 16 << 10

// errTaken tells that the flow has its answer already, or is over.
var errTaken = errors.New("the sign-in has its answer already")

// BringBack takes the address at which the browser ended, when it could not come back by
// itself.
func (f *Flows) BringBack(ctx context.Context, id domain.FlowID, address string) error {
	one, err := f.find(id)
	if err != nil {
		return err
	}
	query, err := one.broughtBack(strings.TrimSpace(address))
	if err != nil {
		return err
	}
	outcome, err := f.answer(ctx, one, query)
	if errors.Is(err, errTaken) {
		return &domain.Error{
			Kind: domain.SetUp, Code: "sign_in_over", What: "This sign-in is over.", Means: "Its answer can be used once.", Do: "Begin again.",
		}
	}
	if outcome.Err != nil {
		return outcome.Err
	}
	return err
}

func (o *flow) broughtBack(address string) (url.Values, error) {
	wrong := &domain.Error{
		Kind: domain.SetUp, Code: "not_the_answer", What: "This is not the address of this sign-in's answer.",
		Means: "The sign-in still waits.", Do: "Copy the whole address from the browser after you have agreed at the service.",
	}
	if len(address) > maxAnswerBytes {
		return nil, wrong
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, wrong
	}
	want, err := url.Parse(o.redirect)
	if err != nil || u.Scheme != want.Scheme || u.Host != want.Host || strings.TrimSuffix(u.Path, "/") != strings.TrimSuffix(want.Path, "/") {
		return nil, wrong
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(query["state"]) != 1 || !o.owns(query.Get("state")) {
		return nil, wrong
	}
	return query, nil
}

// answer finishes a flow with what came back. It returns errTaken when the flow has had
// its answer.
func (f *Flows) answer(ctx context.Context, one *flow, query url.Values) (domain.SignInProgress, error) {
	ctx, cancel := context.WithTimeout(ctx, finishLimit)
	defer cancel()
	ctx, stop, ok := one.take(ctx)
	if !ok {
		return one.progress(), errTaken
	}
	defer stop(nil)
	f.opts.Secret(query.Get("code"))
	f.publish(one)
	phase, err := f.conclude(ctx, one, query)
	f.end(one, phase, err)
	return one.progress(), nil
}

func (f *Flows) conclude(ctx context.Context, one *flow, query url.Values) (domain.SignInState, error) {
	if code := query.Get("error"); code != "" {
		return refused(one.request.Service, code, query.Get("error_description"))
	}
	if len(query["code"]) > 1 {
		return domain.SignInFailed, noCode(one.request.Service)
	}
	grant := source.Grant{Code: query.Get("code"), Redirect: one.redirect, Verifier: one.verifier, State: one.state, Callback: query}
	err := one.request.Finish(ctx, grant)
	if err == nil {
		return domain.SignInDone, nil
	}
	if context.Cause(ctx) != nil && errors.Is(context.Cause(ctx), errCancelled) {
		return domain.SignInCancelled, nil
	}
	return domain.SignInFailed, err
}

// refused is the error of a service that sent an error back instead of a code.
func refused(service, code, description string) (domain.SignInState, error) {
	e := &domain.Error{
		Kind: domain.SetUp, Code: "consent_refused", What: fmt.Sprintf("%s refused the sign-in.", service),
		Means: "Nothing was changed.", Do: "See the details; often the OAuth app at the service needs another redirect address or other permissions.",
		Details: bounded(strings.TrimSpace(code + ": " + description)),
	}
	switch code {
	case "access_denied", "consent_required", "user_cancelled_login", "user_cancelled_authorize":
		e.Kind, e.Code, e.What = domain.NotAllowed, "consent_denied", fmt.Sprintf("You did not allow Tributary to read from %s.", service)
		e.Do = "Begin again, and agree at the service."
		return domain.SignInDenied, e
	case "server_error", "temporarily_unavailable":
		e.Kind, e.Do = domain.ServiceDown, "Try again in a while."
	}
	return domain.SignInFailed, e
}

func noCode(service string) error {
	return &domain.Error{
		Kind: domain.ServiceDown, Code: "no_code", What: fmt.Sprintf("%s sent back an answer that cannot be used.", service),
		Means: "The sign-in did not work.", Do: "Begin again.",
	}
}

// bounded keeps foreign text short.
func bounded(text string) string {
	const most = 500
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
