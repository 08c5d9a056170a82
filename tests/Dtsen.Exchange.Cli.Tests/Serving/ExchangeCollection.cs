namespace Dtsen.Exchange.Cli.Tests.Serving;

/// <summary>Tests that share one exchange; none of them changes what another reads.</summary>
[CollectionDefinition(Name)]
public sealed class ExchangeCollection : ICollectionFixture<RunningExchange>
{
    public const string Name = "exchange";
}
