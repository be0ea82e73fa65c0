import dev.langchain4j.A               // finds: langchain4j
import org.bsc.langgraph4j.A           // finds: langchain4j
import com.microsoft.semantickernel.A  // finds: semantic-kernel
import org.springframework.ai.A        // finds: spring-ai
import com.embabel.agent.A             // finds: embabel
import ai.koog.A                       // finds: koog
// import dev.langchain4j.A  finds nothing
