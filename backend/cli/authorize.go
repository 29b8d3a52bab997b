package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"tributary/backend/domain"
)

type authorizeCommand struct {
	Name     string `arg:"" help:"Name of the authorization."`
	PrintURL bool   `name:"print-url" help:"Only print the address of the service's page; open no browser."`
}

// Run signs in with the browser and waits for the outcome. The address goes to standard
// output, so that it can be opened elsewhere; the address at which that browser ends can be
// brought back on standard input.
func (a authorizeCommand) Run(c *call) error {
	if a.PrintURL {
		c.options.NoBrowser = true
	}
	return c.with(false, func(p Program) error {
		id, err := authorizationNamed(c.ctx, p, a.Name)
		if err != nil {
			return err
		}
		// Two sign-ins may go on, but only one was begun here: its end is found by its id.
		ended := make(chan domain.SignInProgress, 64)
		stop := p.SignedIn(func(progress domain.SignInProgress) {
			select {
			case ended <- progress:
			default: // whoever is that far behind asks for the state anyway
			}
		})
		defer stop()
		flow, err := p.Setup.Reauthorize(c.ctx, id)
		if err != nil {
			return err
		}
		if err := a.show(c, flow); err != nil {
			return err
		}
		go bringBack(c, p, flow.ID)
		return await(c, p, flow.ID, ended)
	})
}

func authorizationNamed(ctx context.Context, p Program, name string) (domain.AuthorizationID, error) {
	all, err := p.Setup.Authorizations(ctx, "")
	if err != nil {
		return "", err
	}
	for _, one := range all {
		if one.Name == name {
			return one.ID, nil
		}
	}
	return "", &domain.Error{
		Kind: domain.SetUp, Code: "authorization_unknown", What: fmt.Sprintf("There is no authorization “%s”.", name),
		Means: "Nothing was changed.", Do: "Check the name; apply the set-up file first.",
	}
}

// show prints where to go.
func (a authorizeCommand) show(c *call, flow domain.SignInFlow) error {
	if _, err := fmt.Fprintln(c.streams.Out, flow.Address); err != nil {
		return err
	}
	words := "Open this address in a browser and agree there."
	if flow.Opened {
		words = "The browser was opened at this address. Agree there."
	}
	if flow.ByHand {
		words += " Then paste the address at which the browser ends here."
	} else {
		words += " In a browser on another computer: then paste the address at which it ends here."
	}
	_, err := fmt.Fprintln(c.streams.Err, words)
	return err
}

// bringBack takes pasted addresses until there are none. It outlives the command when
// standard input stays silent; the end of the program ends it.
func bringBack(c *call, p Program, id domain.FlowID) {
	if c.streams.In == nil {
		return
	}
	lines := bufio.NewScanner(c.streams.In)
	for lines.Scan() {
		address := strings.TrimSpace(lines.Text())
		if address == "" {
			continue
		}
		if err := p.Setup.BringBack(c.ctx, id, address); err != nil {
			Report(c.streams.Err, err)
		}
	}
}

func await(c *call, p Program, id domain.FlowID, ended <-chan domain.SignInProgress) error {
	for {
		var progress domain.SignInProgress
		select {
		case progress = <-ended:
		case <-c.ctx.Done():
			return errors.Join(c.ctx.Err(), p.Setup.CancelSignIn(id))
		}
		if progress.Flow != id {
			continue
		}
		switch progress.State {
		case domain.SignInDone:
			_, err := fmt.Fprintln(c.streams.Err, "You are signed in.")
			return err
		case domain.SignInFailed, domain.SignInDenied:
			return progress.Err
		case domain.SignInCancelled, domain.SignInTimedOut:
			return &domain.Error{
				Kind: domain.Cancelled, Code: "sign_in_stopped", What: "This sign-in was stopped.", Means: "Nothing was changed.", Do: "Begin again.",
			}
		case domain.SignInWaiting, domain.SignInFinishing:
		}
	}
}
