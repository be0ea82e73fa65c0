import requests            # finds: http-client
from flask import Flask    # finds: network-server
import socket              # finds: network-sockets
import paho.mqtt.client    # finds: messaging
from bleak import BleakClient  # finds: radio
import can                 # finds: industrial-bus
import requests_mock       # finds nothing
from .socket import x      # finds nothing
import candle              # finds nothing
