using Velopack;                 // finds: dotnet-updater
using Velocity;                 // finds nothing
