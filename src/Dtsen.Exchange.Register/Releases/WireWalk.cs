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
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;
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
        if (_at == _message.Length || IsUncertain)
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
        // In rising order, and once; but messages of a list follow each other.
        if (!TryReadNumber(out var tag) || shape[tag >> 3] is not { } field || (tag & 7) != field.WireType
            || tag >> 3 < Number || (tag >> 3 == Number && field.Kind != Kind.Messages))
        {
            return false;
        }

        (Number, _field) = (tag >> 3, field);
        return field.Kind switch
        {
            Kind.Number or Kind.Signed or Kind.Bool => TryTakeNumber(field),
            Kind.Double => TryTakeDouble(field),
            Kind.Text => TryTake() && (field.HasPresence || Bytes.Length > 0) && Utf8.IsValid(Bytes),
            Kind.Message or Kind.Messages => TryTake(),
            Kind.Numbers => TryTake() && Bytes.Length > 0 && AreCodes(),
            _ => false,
        };
    }

    // Of 32 bits, in no more bytes than it needs: nearly always one or two.
    private bool TryReadNumber(out uint number)
    {
        var rest = _message[_at..];
        number = 0;
        if (!rest.IsEmpty && rest[0] < 0x80)
        {
            number = rest[0];
            _at++;
            return true;
        }

        if (rest.Length > 1 && rest[1] is > 0 and < 0x80)
        {
            number = (rest[0] & 0x7Fu) | ((uint)rest[1] << 7);
            _at += 2;
            return true;
        }

        return TryReadLongNumber(rest, out number);
    }

    private bool TryReadLongNumber(ReadOnlySpan<byte> rest, out uint number)
    {
        var before = rest.Length;
        var isNumber = Varint.TryRead(ref rest, out var value);
        _at += before - rest.Length;
        number = (uint)value;
        return isNumber && value <= uint.MaxValue && Varint.LengthOf(value) == before - rest.Length;
    }

    private bool TryTakeNumber(WireShape.Field field)
    {
        if (!TryReadNumber(out var value))
        {
            return false;
        }

        Value = value;
        return value <= field.Highest && (value != 0 || field.HasPresence) && field.Allows(value);
    }

    private bool TryTakeDouble(WireShape.Field field)
    {
        if (_message.Length - _at < sizeof(double))
        {
            return false;
        }

        var value = BinaryPrimitives.ReadDoubleLittleEndian(_message[_at..]);
        _at += sizeof(double);
        return value != 0 || field.HasPresence;
    }

    private bool TryTake()
    {
        if (!TryReadNumber(out var length) || length > _message.Length - _at)
        {
            return false;
        }

        Bytes = _message.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }

    private readonly bool AreCodes()
    {
        var codes = new WireWalk(shape, Bytes);
        while (codes._at < codes._message.Length)
        {
            if (!codes.TryReadNumber(out var code) || !_field!.Allows(code))
            {
                return false;
            }
        }

        return true;
    }
}
