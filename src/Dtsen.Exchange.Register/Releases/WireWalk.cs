using System.Buffers.Binary;
using System.Text.Unicode;
using Dtsen.Exchange.Register.Blocks;
using Kind = Dtsen.Exchange.Register.Releases.WireShape.FieldKind;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>
/// Walks over the wire form of a message without parsing it, for as long as it is certainly canonical and every code is in its list. What
/// is not certain ends the walk; whether anything is wrong then is for <see cref="FamilyJudge"/> to say.
/// </summary>
internal ref struct WireWalk(WireShape shape, ReadOnlySpan<byte> message)
{
    private const uint Varint32 = 0;
    private const uint Fixed64 = 1;
    private const uint Delimited = 2;

    private ReadOnlySpan<byte> _rest = message;
    private WireShape.Field? _field;

    /// <summary>Number of the field.</summary>
    public uint Number { get; private set; }

    /// <summary>What stands in it, where that is a number.</summary>
    public uint Value { get; private set; }

    /// <summary>What stands in it, where that is text or a message, into which nobody has looked.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The shape of the message that stands in it; null where none does.</summary>
    public readonly WireShape? Inner => _field?.Inner;

    /// <summary>Whether the walk ended before the message did.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Goes to the next field.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || IsUncertain)
        {
            return false;
        }

        IsUncertain = !TryRead();
        return !IsUncertain;
    }

    /// <summary>Whether a message is certainly canonical, with all that is in it.</summary>
    public static bool IsCanonical(WireShape shape, ReadOnlySpan<byte> message)
    {
        var walk = new WireWalk(shape, message);
        while (walk.MoveNext())
        {
            if (walk.Inner is { } inner && !IsCanonical(inner, walk.Bytes))
            {
                return false;
            }
        }

        return !walk.IsUncertain;
    }

    private bool TryRead()
    {
        if (!TryReadNumber(out var tag) || shape[tag >> 3] is not { } field)
        {
            return false;
        }

        // In rising order, and once; but messages of a list follow each other.
        var number = tag >> 3;
        if (number < Number || (number == Number && field.Kind != Kind.Messages))
        {
            return false;
        }

        (Number, _field) = (number, field);
        return (field.Kind, tag & 7) switch
        {
            (Kind.Number, Varint32) => TryReadNumber(out var value) && TakeNumber(value, uint.MaxValue),
            (Kind.Signed, Varint32) => TryReadNumber(out var value) && TakeNumber(value, int.MaxValue),
            (Kind.Bool, Varint32) => TryReadNumber(out var value) && TakeNumber(value, 1),
            (Kind.Double, Fixed64) => TryTakeDouble(),
            (Kind.Text, Delimited) => TryTake() && (field.HasPresence || Bytes.Length > 0) && Utf8.IsValid(Bytes),
            (Kind.Message or Kind.Messages, Delimited) => TryTake(),
            (Kind.Numbers, Delimited) => TryTake() && Bytes.Length > 0 && AreCodes(),
            _ => false,
        };
    }

    // Of 32 bits, in no more bytes than it needs.
    private bool TryReadNumber(out uint number)
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            number = _rest[0];
            _rest = _rest[1..];
            return true;
        }

        var before = _rest.Length;
        var isNumber = Varint.TryRead(ref _rest, out var value);
        number = (uint)value;
        return isNumber && value <= uint.MaxValue && Varint.LengthOf(value) == before - _rest.Length;
    }

    private bool TakeNumber(uint value, uint highest)
    {
        Value = value;
        return value <= highest && (value != 0 || _field!.HasPresence) && _field!.Allows(value);
    }

    private bool TryTakeDouble()
    {
        if (_rest.Length < sizeof(double))
        {
            return false;
        }

        var value = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[sizeof(double)..];
        return value != 0 || _field!.HasPresence;
    }

    private bool TryTake()
    {
        if (!TryReadNumber(out var length) || length > _rest.Length)
        {
            return false;
        }

        Bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private readonly bool AreCodes()
    {
        var codes = new WireWalk(shape, Bytes);
        while (!codes._rest.IsEmpty)
        {
            if (!codes.TryReadNumber(out var code) || !_field!.Allows(code))
            {
                return false;
            }
        }

        return true;
    }
}
