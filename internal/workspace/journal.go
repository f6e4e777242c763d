package workspace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A journal is a file of JSON lines, one change each, written and synced before anybody is told of the change.
// A last line without its end is what a kill in the middle of writing leaves; nobody was told of it, and it is dropped.
// A journal without a file remembers nothing.
type journal struct {
	file   *os.File
	lock   *os.File
	closed bool
}

// openJournal reads the journal in dir into s and makes it ready for more.
func openJournal(dir string, s *state) (*journal, error) {
	if dir == "" {
		return &journal{}, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making %s: %w", dir, err)
	}
	lock, err := lockFile(filepath.Join(dir, "workspace.lock"))
	if err != nil {
		return nil, fmt.Errorf("%s is in use by another workspace: %w", dir, err)
	}
	file, err := readJournal(filepath.Join(dir, "workspace.jsonl"), s)
	if err != nil {
		lock.Close()
		return nil, err
	}
	return &journal{file: file, lock: lock}, nil
}

func readJournal(path string, s *state) (*os.File, error) {
	lines, err := replay(path, s)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	if kept := s.snapshot(); lines > 2*len(kept)+100 {
		if err := rewrite(path, kept); err != nil {
			return nil, fmt.Errorf("compacting %s: %w", path, err)
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
}

// replay applies every whole line of the file and cuts off what follows the last one.
func replay(path string, s *state) (lines int, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var good int64
	for {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return lines, f.Truncate(good)
		}
		if err != nil {
			return lines, err
		}
		var c change
		if err := json.Unmarshal(line, &c); err != nil {
			return lines, fmt.Errorf("line %d: %w", lines+1, err)
		}
		s.apply(c)
		good += int64(len(line))
		lines++
	}
}

// rewrite replaces the file by one with only these changes, so that a crash leaves the old or the new one.
func rewrite(path string, changes []change) error {
	tmp, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	j := journal{file: tmp}
	if err := errors.Join(j.write(changes...), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func (j *journal) write(changes ...change) error {
	if j.closed {
		return os.ErrClosed
	}
	if j.file == nil {
		return nil
	}
	var b bytes.Buffer
	for _, c := range changes {
		line, err := json.Marshal(c)
		if err != nil {
			return err
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	if _, err := j.file.Write(b.Bytes()); err != nil {
		return err
	}
	return j.file.Sync()
}

func (j *journal) close() error {
	if j.file == nil || j.closed {
		return nil
	}
	j.closed = true
	return errors.Join(j.file.Close(), j.lock.Close())
}

// snapshot is the shortest list of changes that makes this state.
func (s *state) snapshot() []change {
	if s.team.ID == "" {
		return nil
	}
	out := []change{{Team: &s.team}, {App: &s.app}}
	if s.raw != nil {
		out = append(out, change{Manifest: s.raw})
	}
	for _, id := range s.people {
		out = append(out, change{User: s.users[id]})
	}
	for _, id := range s.rooms {
		out = append(out, s.channels[id].snapshot()...)
	}
	for user, v := range s.homes {
		out = append(out, change{Home: &home{user, v}})
	}
	for i := range out {
		out[i].At = s.last
	}
	return out
}

func (r *room) snapshot() []change {
	out := []change{{Room: r}}
	for _, m := range r.messages {
		out = append(out, change{Post: m})
	}
	for user, ts := range r.read {
		out = append(out, change{Read: &readMark{r.ID, user, ts}})
	}
	return out
}
