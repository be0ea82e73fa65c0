int main(void) {  // finds: started-by-text
int remain(void);  // finds nothing
