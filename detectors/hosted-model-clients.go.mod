module door

require (
	github.com/openai/openai-go/v2 v2.1.0 // finds: openai-client
	github.com/openai/openai-gopher v1.0.0 // finds nothing
)
