package main

import (
	"golang.org/x/net/websocket" // finds: network-sockets
	"net/http"                  // finds: http-client
	gin "github.com/gin-gonic/gin" // finds: network-server
	"net/url"                   // finds nothing
	"netip"                     // finds nothing
)

var names = []string{
	"net/http",                 // finds nothing
}
