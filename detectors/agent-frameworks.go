import "github.com/cloudwego/eino"  // finds: eino
// import "github.com/cloudwego/eino"  finds nothing
