#include <WiFi.h>          // finds: radio
#include <PubSubClient.h>  // finds: messaging
#include <HTTPClient.h>    // finds: http-client
#include "MyWiFi.h"        // finds nothing
