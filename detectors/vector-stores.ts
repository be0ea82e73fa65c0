import a from "langchain/vectorstores/chroma";    // finds: chroma
import a from "langchain/vectorstores/pinecone";  // finds: pinecone
import a from "langchain/vectorstores/qdrant";    // finds: qdrant
import a from "langchain/vectorstores/weaviate";  // finds: weaviate
import a from "langchain/vectorstores/milvus";    // finds: milvus
import a from "langchain/vectorstores/zilliz";    // finds: zilliz
import a from "@orama/orama";                     // finds: orama
import a from "@aws-sdk/client-s3vectors";        // finds: amazon-s3-vectors
// import a from "langchain/vectorstores/chroma";  finds nothing
const a = 'import a from "langchain/vectorstores/chroma";';  // finds nothing
