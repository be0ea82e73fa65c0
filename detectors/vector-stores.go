import "github.com/tmc/langchaingo/vectorstores/chroma"    // finds: chroma
import "github.com/tmc/langchaingo/vectorstores/pinecone"  // finds: pinecone
import "github.com/tmc/langchaingo/vectorstores/qdrant"    // finds: qdrant
import "github.com/tmc/langchaingo/vectorstores/weaviate"  // finds: weaviate
import "github.com/milvus-io/milvus"                       // finds: milvus
import "github.com/tmc/langchaingo/vectorstores/pgvector"  // finds: pgvector
import "github.com/philippgille/chromem-go"                // finds: chromem-go
// import "github.com/tmc/langchaingo/vectorstores/chroma"  finds nothing
