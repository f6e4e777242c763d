package main

type manifestCommand struct{}

// Run prints the Slack app manifest.
func (manifestCommand) Run(p program) error {
	_, err := p.Out.Write(append(manifest(), '\n'))
	return err
}
