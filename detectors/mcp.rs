use pmcp;  // finds: model-context-protocol
// use pmcp;  finds nothing
