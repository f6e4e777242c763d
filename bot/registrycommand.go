package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

type registryCommand struct {
	Import importCommand `cmd:"" help:"Check a registry file and load it. 检查并导入名册。"`
	Export exportCommand `cmd:"" help:"Write the loaded registry to a file. 导出名册。"`
}

type importCommand struct {
	Data string `help:"Data folder (CHAINLEAD_DATA, else ./data)." placeholder:"DIR"`
	File string `arg:"" help:"The YAML file."`
}

// Run checks a registry and loads it.
func (c importCommand) Run(p program) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return say.Problemf("%s can't be read. Please check the file's name.", "无法读取 %s，请核对文件名。", c.File)
	}
	r, err := parseRegistry(text)
	if err != nil {
		return fmt.Errorf("%s is not loaded; please correct:\n%w", c.File, err)
	}
	s, err := openStore(p.dataDir(c.Data))
	if err != nil {
		return err
	}
	var done applied
	err = s.Update(store.Robot("registry import"), func(tx *store.Tx) error {
		if err := tx.PutRegistryFile(text); err != nil {
			return err
		}
		done, err = r.apply(tx)
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(p.Out, "Loaded: %d units, %d chains, %d bases, %d posts, %d people.\n", len(r.Units), len(r.Chains), len(r.Bases), len(r.Posts), len(r.People))
	if len(done.Dismiss) > 0 {
		fmt.Fprintf(p.Out, "No longer in it: %s\n", strings.Join(done.Dismiss, ", "))
	}
	if n := len(done.Missing); n > 0 {
		fmt.Fprintf(p.Out, "%d e-mail addresses and #channels are looked up in Slack when the bot next connects.\n", n)
	}
	return nil
}

type exportCommand struct {
	Data string `help:"Data folder (CHAINLEAD_DATA, else ./data)." placeholder:"DIR"`
	File string `arg:"" help:"The file to write; - is standard output."`
}

// Run writes the registry as it was imported.
func (c exportCommand) Run(p program) error {
	s, err := openStore(p.dataDir(c.Data))
	if err != nil {
		return err
	}
	var text []byte
	err = s.View(func(tx *store.Tx) error { text = tx.RegistryFile(); return nil })
	switch err := errors.Join(err, s.Close()); {
	case err != nil:
		return err
	case len(text) == 0:
		return say.Problemf("No registry is loaded yet. Please import one first.", "尚未导入名册，请先导入。")
	case c.File == "-":
		_, err := p.Out.Write(text)
		return err
	}
	return os.WriteFile(c.File, text, 0o600)
}
