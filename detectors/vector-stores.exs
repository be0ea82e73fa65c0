alias Pgvector  # finds: pgvector
# alias Pgvector  finds nothing
