curl https://api.mistral.ai/v1/chat/completions    # finds: mistral-client
export COHERE_API_KEY="$1"                         # finds: cohere-client
# curl https://api.openai.com                        finds nothing
echo openai                                        # finds nothing
MY_OPENAI_API_KEY=x                                # finds: openai-client
