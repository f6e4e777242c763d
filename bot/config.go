package main

import (
	"cmp"
	"errors"
	"net"
	"time"

	"chainlead/internal/say"
	"chainlead/store"
)

// dataDir is the data folder: the flag, else the environment's, else ./data.
func (p program) dataDir(flag string) string { return cmp.Or(flag, p.Env("CHAINLEAD_DATA"), "./data") }

// zone is the time zone of times on the command line.
func (p program) zone() (*time.Location, error) {
	name := cmp.Or(p.Env("CHAINLEAD_TZ"), "Asia/Shanghai")
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, say.Problemf("CHAINLEAD_TZ names the time zone %s, which doesn't exist. Please use one such as Asia/Shanghai.", "CHAINLEAD_TZ 中的时区“%s”不存在，请改为 Asia/Shanghai 等有效时区。", name)
	}
	return zone, nil
}

// openStore opens the data folder, or says who holds it.
func openStore(dir string) (*store.Store, error) {
	s, err := store.Open(dir)
	if errors.Is(err, store.ErrLocked) {
		return nil, say.Problemf("Another Chainlead is using the data folder %s. Please stop it first, or choose another folder with --data.", "数据目录 %s 正被另一个双招助手进程使用，请先停止它，或用 --data 指定其他目录。", dir)
	}
	return s, err
}

// listen opens a loopback address, or says that it is taken.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, say.Problemf("The address %s can't be used (%s). Please choose another with --listen, such as 127.0.0.1:8066.", "地址 %s 无法使用（%s），请用 --listen 另选，如 127.0.0.1:8066。", address, reason(err))
	}
	return l, nil
}

// urlOf is where a listener is found from this machine.
func urlOf(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil || !net.ParseIP(host).IsUnspecified() {
		return "http://" + l.Addr().String()
	}
	return "http://" + net.JoinHostPort("127.0.0.1", port)
}

func reason(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err.Error()
	}
	return err.Error()
}
