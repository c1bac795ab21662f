export default function MyDayScreen() { return null }
