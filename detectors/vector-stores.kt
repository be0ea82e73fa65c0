import dev.langchain4j.store.embedding.chroma.A    // finds: chroma
import dev.langchain4j.store.embedding.pinecone.A  // finds: pinecone
import dev.langchain4j.store.embedding.qdrant.A    // finds: qdrant
import dev.langchain4j.store.embedding.weaviate.A  // finds: weaviate
import dev.langchain4j.store.embedding.milvus.A    // finds: milvus
import dev.langchain4j.store.embedding.pgvector.A  // finds: pgvector
// import dev.langchain4j.store.embedding.chroma.A  finds nothing
