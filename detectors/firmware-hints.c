#include <Arduino.h>              // finds: arduino-firmware
#include <zephyr/kernel.h>        // finds: zephyr-firmware
#include "esp_system.h"           // finds: esp-idf-firmware
#include "freertos/FreeRTOS.h"    // finds: freertos-firmware
#include "stm32f4xx_hal.h"        // finds: stm32-firmware
#include <nrfx.h>                 // finds: nordic-firmware
#include "core_cm4.h"             // finds: cortex-m-firmware
#include "esp_ota_ops.h"          // finds: firmware-update
#include "my_esp_system.h"        // finds nothing
// #include <Arduino.h>              finds nothing
const char *text = "#include <Arduino.h>";  // finds nothing
