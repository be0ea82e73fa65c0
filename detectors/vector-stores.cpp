#include <faiss/a.h>    // finds: faiss
#include <usearch/a.h>  // finds: annoy
// #include <faiss/a.h>  finds nothing
