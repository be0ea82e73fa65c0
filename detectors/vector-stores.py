import chromadb                                                # finds: chroma
import pinecone                                                # finds: pinecone
import qdrant_client                                           # finds: qdrant
import weaviate                                                # finds: weaviate
import pymilvus                                                # finds: milvus
from langchain_community.vectorstores import Zilliz            # finds: zilliz
import pgvector                                                # finds: pgvector
import sqlite_vec                                              # finds: sqlite-vec
import lancedb                                                 # finds: lancedb
import faiss                                                   # finds: faiss
import annoy                                                   # finds: annoy
import astrapy                                                 # finds: astra-db
import langchain_elasticsearch                                 # finds: elasticsearch-vectors
from langchain.vectorstores import OpenSearchVectorSearch      # finds: opensearch-vectors
import redisvl                                                 # finds: redis-vectors
import langchain_mongodb                                       # finds: mongodb-vectors
import langchain_neo4j                                         # finds: neo4j-vectors
from azure.search import documents                             # finds: azure-ai-search
from langchain_google_vertexai import VectorSearchVectorStore  # finds: vertex-ai-vector-search
import turbopuffer                                             # finds: turbopuffer
import upstash_vector                                          # finds: upstash-vector
from langchain.vectorstores import SupabaseVectorStore         # finds: supabase-vectors
import marqo                                                   # finds: marqo
from vespa import application                                  # finds: vespa
from vald import v1                                            # finds: vald
import deeplake                                                # finds: deep-lake
import docarray                                                # finds: docarray
from langchain_core.vectorstores import InMemoryVectorStore    # finds: framework-vector-store
# import chromadb  finds nothing
a = "import chromadb"  # finds nothing
