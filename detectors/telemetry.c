#include "memfault/components.h"   // finds: memfault
#include "fault.h"                 // finds nothing
