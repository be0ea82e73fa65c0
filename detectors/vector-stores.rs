use chromadb;      // finds: chroma
use pinecone_sdk;  // finds: pinecone
use rig_qdrant;    // finds: qdrant
use pgvector;      // finds: pgvector
use sqlite_vec;    // finds: sqlite-vec
use rig_lancedb;   // finds: lancedb
// use chromadb;  finds nothing
