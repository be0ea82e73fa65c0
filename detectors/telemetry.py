import sentry_sdk                                             # finds: sentry
from posthog import Posthog                                   # finds: posthog
import segment.analytics as analytics                         # finds: segment
from mixpanel import Mixpanel                                 # finds: mixpanel
from amplitude import Amplitude                               # finds: amplitude
from azure.monitor.opentelemetry import configure             # finds: application-insights
from opentelemetry.exporter.otlp.proto.grpc import Exporter   # finds: opentelemetry-exporter
from opentelemetry import trace                               # finds nothing
import ddtrace                                                # finds: datadog
import newrelic.agent                                         # finds: new-relic
import bugsnag                                                # finds: bugsnag
import rollbar                                                # finds: rollbar
import segment                                                # finds nothing
# import sentry_sdk                                             finds nothing
