module door

require google.golang.org/grpc v1.60.0 // finds: network-server
require example.eu/grpc v1.60.0 // finds nothing
