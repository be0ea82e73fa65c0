#include <triton/backend/a.h>  // finds: triton
// #include <triton/backend/a.h>  finds nothing
