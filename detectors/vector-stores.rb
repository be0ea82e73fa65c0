require 'chroma-db'  # finds: chroma
require 'pinecone'   # finds: pinecone
require 'qdrant'     # finds: qdrant
require 'weaviate'   # finds: weaviate
require 'milvus'     # finds: milvus
require 'neighbor'   # finds: pgvector
# require 'chroma-db'  finds nothing
