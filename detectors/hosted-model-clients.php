<?php
use OpenAI\Client;                             // finds: openai-client
use Prism\Prism\Prism;                         // finds: php-llm-clients
use OpenAIMock\Client;                         // finds nothing
$client = OpenAI::client($key);                // finds: openai-client
# use OpenAI\Client;                              finds nothing
