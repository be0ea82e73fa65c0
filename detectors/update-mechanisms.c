#include <esp_https_ota.h>      // finds: esp-ota
#include <ArduinoOTA.h>         // finds: arduino-ota
#include "winsparkle.h"         // finds: winsparkle
#include <zephyr/mgmt/hawkbit/hawkbit.h>  // finds: hawkbit
#include <ota.h>                // finds nothing
int a = esp_https_ota(&config); // finds: esp-ota
// esp_ota_begin(               finds nothing
