package main

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sources yields the module's own Go files, tests left out.
func sources(t *testing.T, f func(path string, set *gotoken.FileSet, file *ast.File)) {
	t.Helper()
	set := gotoken.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		if err == nil {
			f(filepath.ToSlash(strings.TrimPrefix(path, "../")), set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Both languages stand side by side: every say.T and say.Problemf has two formats, and between them they use every argument.
func TestEveryTextIsThereInBothLanguages(t *testing.T) {
	sources(t, func(path string, set *gotoken.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isSay(call.Fun) {
				return true
			}
			at := set.Position(call.Pos())
			en, ok1 := literal(call, 0)
			zh, ok2 := literal(call, 1)
			if !ok1 || !ok2 {
				t.Errorf("%s: both formats must be literals", at)
				return true
			}
			args := len(call.Args) - 2
			if call.Ellipsis.IsValid() {
				return true
			}
			checkFormats(t, at, en, zh, args)
			return true
		})
	})
}

func isSay(f ast.Expr) bool {
	s, ok := f.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "say" && (s.Sel.Name == "T" || s.Sel.Name == "Problemf")
}

func literal(call *ast.CallExpr, i int) (string, bool) {
	if len(call.Args) <= i {
		return "", false
	}
	l, ok := call.Args[i].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

var (
	verbs     = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z%])`)
	halfWidth = regexp.MustCompile(`\p{Han}[.,;:?!()]|[,;:?!()]\p{Han}`)
	strange   = regexp.MustCompile(`%(?:\[\d+\])?[^sd%\[]`)
	emoji     = regexp.MustCompile(`[\x{1F000}-\x{1FAFF}\x{2600}-\x{27BF}]|[!！]`)
)

func checkFormats(t *testing.T, at gotoken.Position, en, zh string, args int) {
	t.Helper()
	used := slices.Concat(indices(en), indices(zh))
	for i := 1; i <= args; i++ {
		if !slices.Contains(used, i) {
			t.Errorf("%s: argument %d stands in neither language: %q / %q", at, i, en, zh)
		}
	}
	if !strings.Contains(en+zh, "%[") && !slices.Equal(indices(en), indices(zh)) {
		t.Errorf("%s: the languages take different arguments: %q / %q", at, en, zh)
	}
	if strange.MatchString(en + zh) {
		t.Errorf("%s: only %%s and %%d are known: %q / %q", at, en, zh)
	}
	for _, i := range used {
		if i > args {
			t.Errorf("%s: there is no argument %d: %q / %q", at, i, en, zh)
		}
	}
	if (en == "") != (zh == "") && strings.TrimSpace(en+zh) != "" {
		t.Errorf("%s: one language is empty: %q / %q", at, en, zh)
	}
	if halfWidth.MatchString(zh) {
		t.Errorf("%s: half-width punctuation beside a Chinese character: %q", at, zh)
	}
	if emoji.MatchString(en + zh) {
		t.Errorf("%s: an emoji or an exclamation mark: %q / %q", at, en, zh)
	}
}

// indices are the arguments that a format uses, from 1.
func indices(format string) []int {
	var out []int
	next := 1
	for _, m := range verbs.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out = append(out, next)
		next++
	}
	return out
}

// Whoever speaks doesn't ask in which language: both stand in every text, and these few places choose.
func TestOnlyFewAskForTheLanguage(t *testing.T) {
	allowed := []string{"bot/render.go", "store/person.go"}
	sources(t, func(path string, set *gotoken.FileSet, file *ast.File) {
		if slices.Contains(allowed, path) || strings.HasPrefix(path, "internal/say/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			var compared []ast.Expr
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == gotoken.EQL || n.Op == gotoken.NEQ {
					compared = []ast.Expr{n.X, n.Y}
				}
			case *ast.CaseClause:
				compared = n.List
			}
			if slices.ContainsFunc(compared, isLanguage) {
				t.Errorf("%s: it asks which language; say it in both", set.Position(n.Pos()))
			}
			return true
		})
	})
}

func isLanguage(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "say" && (s.Sel.Name == "EN" || s.Sel.Name == "ZH")
}

// One clock: only these files read the machine's; the workspace's sockets and triggers live in real seconds, as Slack's do.
func TestOnlyTheClocksReadTheTime(t *testing.T) {
	allowed := []string{"store/store.go", "bot/clock.go", "bot/run.go", "bot/parse.go", "internal/workspace/clock.go", "internal/workspace/socket.go", "internal/workspace/trigger.go"}
	sources(t, func(path string, set *gotoken.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || s.Sel.Name != "Now" || slices.Contains(allowed, path) {
				return true
			}
			if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "time" {
				t.Errorf("%s: time.Now outside the clocks", set.Position(s.Pos()))
			}
			return true
		})
	})
}
