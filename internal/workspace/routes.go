package workspace

import (
	"net"
	"net/http"
)

// routes is everything the workspace answers to.
func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", w.api)
	mux.HandleFunc("GET /link/", w.link)
	mux.HandleFunc("POST /response/", func(rw http.ResponseWriter, r *http.Request) {
		w.hear(rw, r, "response", func(rw http.ResponseWriter) { w.response(rw, r) })
	})
	w.controlRoutes(mux)
	w.pageRoutes(mux)
	return http.NewCrossOriginProtection().Handler(mux)
}

// ServeHTTP answers requests to this machine and no others: a page elsewhere that got its name to point here, is told off.
func (w *Workspace) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if !loopback(r.Host) {
		http.Error(rw, "this workspace is reached by its own machine only", http.StatusForbidden)
		return
	}
	w.handler.ServeHTTP(rw, r)
}

func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if len(host) > 1 && host[0] == '[' {
		host = host[1 : len(host)-1]
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
