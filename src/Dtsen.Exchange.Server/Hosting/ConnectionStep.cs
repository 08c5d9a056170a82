using Microsoft.AspNetCore.Connections;

namespace Dtsen.Exchange.Server.Hosting;

/// <summary>What stands between TLS and HTTP on every connection.</summary>
/// <param name="connection">The connection.</param>
/// <param name="next">HTTP.</param>
internal delegate Task ConnectionStep(ConnectionContext connection, ConnectionDelegate next);
