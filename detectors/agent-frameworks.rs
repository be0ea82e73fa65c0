use langchain_rust;  // finds: langchain
use rig;             // finds: rig
use swiftide;        // finds: swiftide
// use langchain_rust;  finds nothing
