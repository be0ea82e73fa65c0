use axum::Router;          // finds: network-server
use std::net::TcpListener; // finds: network-sockets
use crate::hyper::x;       // finds nothing
