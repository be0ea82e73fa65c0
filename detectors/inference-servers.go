import "github.com/mudler/LocalAI"  // finds: local-ai-server
// import "github.com/mudler/LocalAI"  finds nothing
