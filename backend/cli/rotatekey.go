package cli

import "fmt"

type rotateKeyCommand struct{}

// Run makes a new key for the stored secrets and seals them all with it.
func (rotateKeyCommand) Run(c *call) error {
	return c.with(true, func(p Program) error {
		if err := p.RotateKey(c.ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintln(c.streams.Out, "Your keys and passwords are locked with a new key.")
		return err
	})
}
