<?php
use Probots\Pinecone\A;  // finds: pinecone
use Qdrant\A;            // finds: qdrant
use Pgvector\A;          // finds: pgvector
// use Probots\Pinecone\A;  finds nothing
