import com.langfuse.A  // finds: langfuse
import org.mlflow.A    // finds: mlflow
// import com.langfuse.A  finds nothing
