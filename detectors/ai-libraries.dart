import 'package:tflite_flutter/tflite_flutter.dart';   // finds: tensorflow-lite
import 'package:google_mlkit_face_detection/google_mlkit_face_detection.dart'; // finds: ml-kit
import 'package:tflite_mine/x.dart';                   // finds nothing
