package workspace

import (
	"cmp"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The page: where a person is somebody in the workspace. It is made of parts that htmx fetches again whenever the
// workspace stirs; what a person does goes through the same functions as the control interface.

//go:embed page
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{"hue": hue, "initial": initial}).ParseFS(pageFiles, "page/*.html"))

// A visit is one person's look at the page: who they are, where they are, in which language.
type visit struct {
	w    *Workspace
	Who  *User
	Room *room
	Home bool // the Home tab of the DM
	Lang string
	All  bool // all messages, not only the newest
}

// T picks the visit's language: both stand side by side wherever the page says something.
func (v *visit) T(zh, en string) string {
	if v.Lang == "en" {
		return en
	}
	return zh
}

// Q is the visit as a query string.
func (v *visit) Q() string {
	q := url.Values{}
	if v.Who != nil {
		q.Set("user", v.Who.ID)
	}
	if v.Room != nil {
		q.Set("channel", v.Room.ID)
	}
	if v.Home {
		q.Set("tab", "home")
	}
	if v.Lang == "en" {
		q.Set("lang", "en")
	}
	return q.Encode()
}

// At is the page in another channel.
func (v *visit) At(channel string) string {
	x := *v
	x.Room, x.Home = &room{Channel: Channel{ID: channel}}, false
	return "/?" + x.Q()
}

// Tab is the page on the messages or the home tab of the DM.
func (v *visit) Tab(home bool) string {
	x := *v
	x.Home = home
	return "/?" + x.Q()
}

// As is the page in the other language.
func (v *visit) As(lang string) string {
	x := *v
	x.Lang = lang
	return "/?" + x.Q()
}

// Chooser is the list of people, in this language.
func (v *visit) Chooser() string { return (&visit{Lang: v.Lang}).link("/people") }

func (v *visit) link(path string) string {
	if q := v.Q(); q != "" {
		return path + "?" + q
	}
	return path
}

func (w *Workspace) pageRoutes(mux *http.ServeMux) {
	mux.Handle("GET /page/static/", cached(http.FileServerFS(pageFiles)))
	mux.HandleFunc("GET /{$}", w.page("main"))
	mux.HandleFunc("GET /people", w.page("people"))
	for _, part := range []string{"side", "messages", "dialog", "clock", "log"} {
		mux.HandleFunc("GET /page/"+part, w.page(part))
	}
	mux.HandleFunc("GET /page/stir", w.stir)
	w.pageDoings(mux)
}

// cached lets the browser keep a file for a while: the same program always serves the same files.
func cached(h http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Cache-Control", "max-age=300")
		h.ServeHTTP(rw, r)
	})
}

// policy keeps the page to itself: no script and no style but the files above, whatever anyone writes in a message.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// page serves a whole page or one of its parts.
func (w *Workspace) page(name string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		v, err := w.visitOf(r)
		if err != nil {
			http.Redirect(rw, r, "/people", http.StatusSeeOther)
			return
		}
		if v.Who == nil && name != "people" && name != "clock" {
			http.Redirect(rw, r, v.Chooser(), http.StatusSeeOther)
			return
		}
		w.render(rw, name, v)
	}
}

func (w *Workspace) render(rw http.ResponseWriter, name string, data any) {
	h := rw.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if err := pages.ExecuteTemplate(rw, name, data); err != nil {
		w.log.Error("showing the page", "part", name, "err", err)
	}
}

// visitOf reads who and where from the address. Without a channel it is the person's DM with the bot.
func (w *Workspace) visitOf(r *http.Request) (*visit, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v := &visit{w: w, Lang: r.FormValue("lang"), Home: r.FormValue("tab") == "home", All: r.FormValue("all") != ""}
	name := r.FormValue("user")
	if name == "" {
		return v, nil
	}
	u, err := w.actor(name)
	if err != nil {
		return nil, err
	}
	v.Who = u
	v.Room, err = w.roomOf(u, cmp.Or(r.FormValue("channel"), u.ID))
	return v, err
}

// stir is a stream of one kind of event: something has changed.
func (w *Workspace) stir(rw http.ResponseWriter, r *http.Request) {
	wake, stop := w.watch.open()
	defer stop()
	rw.Header().Set("Content-Type", "text/event-stream")
	rw.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(rw)
	say := func(s string) bool {
		_, err := rw.Write([]byte(s))
		return err == nil && out.Flush() == nil
	}
	beat := time.NewTicker(20 * time.Second)
	defer beat.Stop()
	for ok := say("event: stir\ndata: now\n\n"); ok; {
		select {
		case <-r.Context().Done():
			return
		case <-w.ctx.Done():
			return
		case <-beat.C:
			ok = say(": still here\n\n")
		case <-wake:
			<-time.After(80 * time.Millisecond) // what comes together is shown together
			ok = say("event: stir\ndata: now\n\n")
		}
	}
}

// hue gives everybody a colour of their own, one of twelve.
func hue(id string) int {
	n := 0
	for _, c := range id {
		n = (n*31 + int(c)) % 12
	}
	return n
}

// initial is what stands in a person's square: the first character of the name.
func initial(name string) string {
	for _, r := range strings.TrimSpace(name) {
		return strings.ToUpper(string(r))
	}
	return "?"
}
