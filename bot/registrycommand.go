package main

import (
	"errors"
	"os"

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

	Preview bool `help:"Only say what would change."`
}

// Run checks a registry and loads it, or says what loading it would change.
func (c importCommand) Run(p program) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return say.Problemf("%s can't be read. Please check the file's name.", "无法读取 %s，请核对文件名。", c.File)
	}
	r, err := parseRegistry(text)
	if err != nil {
		return errors.Join(say.Problemf("%s is not loaded. Please correct it and import it again.", "%s 未导入，请修改后重新导入。", c.File), err)
	}
	s, err := openStore(p.dataDir(c.Data))
	if err != nil {
		return err
	}
	if c.Preview {
		return errors.Join(p.preview(s, r), s.Close())
	}
	old, done, err := load(s, r, text)
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	p.loaded(r.changes(old), done)
	return nil
}

// preview prints what loading a registry would change.
func (p program) preview(s *store.Store, r *registry) error {
	return s.View(func(tx *store.Tx) error {
		var old *registry
		if before := tx.RegistryFile(); len(before) > 0 {
			old, _ = parseRegistry(before) // one of an earlier version may not pass; then all is new
		}
		changes := r.changes(old)
		if len(changes) == 0 {
			p.say(say.T("Nothing would change.", "导入后无变化。"))
			return nil
		}
		p.say(say.T("Loading it would change this; nothing is loaded yet.", "导入后将有以下变化（尚未导入）："))
		for _, t := range changes {
			p.say(t)
		}
		return nil
	})
}

// load puts a registry in the place of another, which it returns; nil if there was none.
func load(s *store.Store, r *registry, text []byte) (old *registry, done applied, err error) {
	err = s.Update(store.Robot("registry import"), func(tx *store.Tx) error {
		if before := tx.RegistryFile(); len(before) > 0 {
			old, _ = parseRegistry(before) // one of an earlier version may not pass; then all is new
		}
		if err := tx.PutRegistryFile(text); err != nil {
			return err
		}
		done, err = r.apply(tx)
		return err
	})
	return old, done, err
}

// loaded prints what an import changed, and whom and what Slack doesn't know.
func (p program) loaded(changes []say.Text, done applied) {
	if len(changes) == 0 {
		changes = append(changes, say.T("The registry is loaded; nothing in it has changed.", "名册已导入，内容无变化。"))
	} else {
		changes = append([]say.Text{say.T("The registry is loaded.", "名册已导入。")}, changes...)
	}
	switch n := len(done.Missing); {
	case n > 0 && done.Asked:
		changes = append(changes, say.T("Not in Slack, and left out until they are: %s", "Slack 中尚无，待其出现后自动补上：%s", say.List(done.Missing...)))
	case n > 0:
		changes = append(changes, say.T("E-mail addresses and #channels are looked up in Slack when the bot next connects.", "邮箱和 #频道将在机器人下次连接时到 Slack 中查找。"))
	}
	for _, t := range changes {
		p.say(t)
	}
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
