using ChromaDB.Client;                             // finds: chroma
using Pinecone;                                    // finds: pinecone
using Microsoft.SemanticKernel.Connectors.Qdrant;  // finds: qdrant
using Weaviate.Client;                             // finds: weaviate
using IO.Milvus;                                   // finds: milvus
using Pgvector;                                    // finds: pgvector
using Microsoft.Extensions.VectorData;             // finds: semantic-kernel-vectors
// using ChromaDB.Client;  finds nothing
