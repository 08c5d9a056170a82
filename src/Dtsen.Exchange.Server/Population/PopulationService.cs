using Dtsen.Exchange.Domain.Wilayahs;
using Dtsen.Exchange.Server.State;
using Microsoft.Extensions.Logging;

namespace Dtsen.Exchange.Server.Population;

/// <summary>Takes events of people and families, from Dukcapil.</summary>
internal sealed partial class PopulationService(
    EventIntake intake, NodeStateSource states, WilayahTable wilayah, TimeProvider time, ILogger<PopulationService> log)
    : Contracts.Population.V1.PopulationService.PopulationServiceBase;
