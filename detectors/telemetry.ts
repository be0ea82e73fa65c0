import * as Sentry from "@sentry/node";       // finds: sentry
import ReactGA from "react-ga4";              // finds: google-analytics
import crash from "@react-native-firebase/crashlytics"; // finds: crashlytics
import Matomo from "matomo-tracker";          // finds: matomo
import Plausible from "plausible-tracker";    // finds: plausible
import Hotjar from "@hotjar/browser";         // finds: hotjar
import "@scarf/scarf";                        // finds: scarf
import sentry from "./sentry";                // finds nothing
