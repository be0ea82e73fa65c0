import com.openai.client.OpenAIClient;            // finds: openai-client
import static com.openai.core.Timeout.of;         // finds: openai-client
import com.openair.Client;                        // finds nothing
import com.example.com.openai.Mine;               // finds nothing
import com.azure.ai.openai.OpenAIClient;          // finds: azure-openai-client
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient; // finds: amazon-bedrock-client
/** See {@link com.openai.client}, or
 * import com.openai.client.OpenAIClient;            finds nothing
 */
