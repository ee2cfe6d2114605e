package serve

import (
	"net"
	"strconv"
)

// triedPorts is how many ports are tried before there is none.
const triedPorts = 20

// Listen listens at a port of an address, or at the next one that is free. An error is about the
// first port.
func Listen(address string, port int) (net.Listener, error) {
	var first error
	for n := range triedPorts {
		l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port+n)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// IsLoopback reports whether an address leads to this machine only.
func IsLoopback(address string) bool {
	ip := net.ParseIP(address)
	return address == "localhost" || ip != nil && ip.IsLoopback()
}
